//! Music, of a modest kind.
