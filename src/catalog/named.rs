//! What has a name: how it is written as it, and read from it.
//!
//! In: a type with `as_str`. Out: what the traits of the standard library and of serde say of it. Does not know: which names there
//! are.
//!
//! Why it exists: settings, arguments and logs name severities and kinds as JavaScript does, and none of these types should be
//! able to less than its siblings.

use core::fmt;

/// Written as its name, in as many columns as are asked for, and as a JSON string.
macro_rules! written_by_name {
    ($(#[$doc:meta])* $named:ty) => {
        $(#[$doc])*
        impl ::core::fmt::Display for $named {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl ::serde::Serialize for $named {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use written_by_name;

/// Read from its name, as text and as a JSON string: one of `$all`. `$expected` says in words what these are.
macro_rules! read_by_name {
    ($(#[$doc:meta])* $named:ty, $all:expr, $expected:literal) => {
        $(#[$doc])*
        impl ::core::str::FromStr for $named {
            type Err = $crate::catalog::ParseNameError;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let named = $all.iter().find(|named| named.as_str() == name);
                named.copied().ok_or($crate::catalog::ParseNameError { expected: $expected })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $named {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::catalog::Name($expected, |name: &str| name.parse().ok()))
            }
        }
    };
}
pub(crate) use read_by_name;

/// No value has the name. It is not repeated: whoever asked has it.
///
/// ```
/// use chatapps_webhook::Severity;
/// let error = "fatal".parse::<Severity>().unwrap_err();
/// assert_eq!(error.to_string(), "expected \"error\", \"warning\" or \"info\"");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParseNameError {
    pub(crate) expected: &'static str,
}

impl fmt::Display for ParseNameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {}", self.expected)
    }
}

impl std::error::Error for ParseNameError {}

/// Reads a value by its name: what is expected, and what has that name.
pub(crate) struct Name<F>(pub(crate) &'static str, pub(crate) F);

impl<T, F: Fn(&str) -> Option<T>> serde::de::Visitor<'_> for Name<F> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<T, E> {
        (self.1)(name).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(name), &self))
    }
}
