//! One declaration for a map of the format: its struct, how it is read, and its JSON Schema.

/// Declares a map with a fixed set of keys.
///
/// Each field says whether its key is `required`, `optional` (the field is an `Option`) or has a `default` (the
/// field is empty if the key is absent), and may list the `words` that it takes. `short "key"` lets a value that is no
/// map stand for that key alone; `check function` adds a rule about several keys.
macro_rules! record {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident as $what:literal $(, short $short:literal)? $(, check $check:path)? {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $type:ty = $mode:ident $key:literal $(words $words:path)?,
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            /// Where it stands.
            pub span: $crate::diagnostic::Span,
            $(
                $(#[doc = $doc])+
                pub $field: record!(@type $mode $type),
            )+
        }

        impl $crate::syntax::FromNode for $name {
            fn from_node(
                node: &$crate::syntax::Node,
                diagnostics: &mut $crate::diagnostic::Diagnostics,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$($key),+];
                #[allow(unused_mut, unused_assignments)]
                let mut short = None;
                $(short = Some($short);)?
                let mut fields = $crate::syntax::read::Fields::new(node, $what, KEYS, short, diagnostics)?;
                $(let $field = fields.$mode::<$type>($key, diagnostics);)+
                $($(fields.words($key, $words, diagnostics);)?)+
                let record = Self {
                    span: node.span,
                    $($field: record!(@unwrap $mode $field),)+
                };
                let complete = fields.complete();
                $(let complete = $check(&record, diagnostics) && complete;)?
                complete.then_some(record)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).trim_end_matches("Syntax").into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                #[allow(unused_mut)]
                let mut object = $crate::syntax::schema::Object::new(concat!($($about, "\n"),+));
                $(
                    #[allow(unused_mut)]
                    let mut schema = generator.subschema_for::<$type>();
                    $($crate::syntax::schema::restrict(&mut schema, $words);)?
                    object.field($key, schema, stringify!($mode) == "required", concat!($($doc, "\n"),+));
                )+
                $(object.short($short);)?
                object.finish()
            }
        }
    };
    (@type optional $type:ty) => { Option<$type> };
    (@type $mode:ident $type:ty) => { $type };
    (@unwrap optional $field:ident) => { $field };
    (@unwrap $mode:ident $field:ident) => { $field? };
}
