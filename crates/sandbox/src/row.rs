//! How the state is stored: each of its parts as a row of values, in order and without their names,
//! which would be most of what is stored and most of the code that reads it.

/// Has a struct serialised as the tuple of its fields.
macro_rules! stored_as_row {
    ($name:ident { $($field:ident),* }) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                ($(&self.$field,)*).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let ($($field,)*) = serde::Deserialize::deserialize(deserializer)?;
                Ok(Self { $($field),* })
            }
        }
    };
}
