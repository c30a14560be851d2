//! What must not get out: secrets, internal hosts and addresses, names of customers, e-mail addresses
//! and phone numbers.
//!
//! A [`Gate`] looks through one text and says what it finds and where ([`Finding`]); [`allowances()`] are
//! what the text itself allows. Whoever asks decides what comes of it. Each [`Rule`] has a file of its
//! own; what they share of chance is in `chance`, of well-known examples in `examples`.
//!
//! A rule is made so that ordinary texts have nothing for it: a token is known by its shape and by the
//! checksum in it, what has no shape must look like chance, and what everybody writes in examples is no
//! finding.
//!
//! Every pattern is one of `regex` or `aho-corasick`, so a text takes time in proportion to its length.

mod addresses;
mod allowances;
mod assigned;
mod chance;
mod connections;
mod customers;
mod edges;
mod emails;
mod examples;
mod finding;
mod gate;
mod headers;
mod hosts;
mod jwt;
mod keys;
mod networks;
mod phones;
mod rule;
mod tokens;

pub use allowances::{Allowance, TextSyntax, allowances};
pub use finding::Finding;
pub use gate::{Gate, GateOptions, alone};
pub use hosts::HostPattern;
pub use networks::Network;
pub use rule::Rule;
