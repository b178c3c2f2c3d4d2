//! Things of a house, and what hands do with them.
