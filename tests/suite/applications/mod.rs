//! Applications on their pages: from a draft to a loan, and every way it can end before.
mod cast;
mod deciding;
mod papers;
mod writing;
