//! The one test binary: a file per story.
mod lending_cases;
mod lending_commands;
