//! What people sound like without words.
