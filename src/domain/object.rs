//! Documents that are JSON objects and nothing else.
//!
//! A derived struct also reads an array of its fields in order, which no contract promises and no reader expects. A type
//! with `#[serde(remote = "Self", deny_unknown_fields)]` that is named in `only_objects!` refuses the array.

/// Implements `Serialize` and `Deserialize` by what `#[serde(remote = "Self")]` derived, for objects only.
macro_rules! only_objects {
    ($($name:ident)*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }

        $crate::domain::object::only_read_objects!($name);
    )*};
}

/// The same for what is only read.
macro_rules! only_read_objects {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                struct Object;

                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }
    };
}

pub(crate) use {only_objects, only_read_objects};
