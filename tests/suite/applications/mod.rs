//! Applications on their pages: from a draft to a loan, and every way it can end before.
mod authority;
mod behalf;
mod cast;
mod clocks;
mod deciding;
mod dossier;
mod papers;
mod photographs;
mod pieces;
mod regulated;
mod strangers;
mod writing;
