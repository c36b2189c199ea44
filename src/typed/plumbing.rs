//! What every generated module has in common, and nobody need read there.

/// Makes typed states of a case, which only the generated module may, and lends the case: states by their numbers, and
/// the types that are one of several, whose last state stands for any number that is none of the others'.
#[doc(hidden)]
#[macro_export]
macro_rules! typed_states {
    (
        states { $($number:literal $state:ident,)* }
        unions { $($union:ident { $($one:literal $member:ident,)* _ $last:ident },)* }
        any $end:ident
    ) => {
        $(
            impl<'p> ::std::ops::Deref for $state<'p> {
                type Target = Held<'p>;

                fn deref(&self) -> &Held<'p> {
                    &self.0
                }
            }

            impl $state<'_> {
                /// The same case again, to follow another course beside this one.
                pub fn fork(&self) -> Self {
                    Self(self.0.fork())
                }
            }

            impl<'p> From<$state<'p>> for AnyState<'p> {
                fn from(state: $state<'p>) -> Self {
                    Self::$state(state)
                }
            }
        )*
        $(
            impl<'p> $union<'p> {
                fn of(held: Held<'p>) -> Self {
                    match held.state().index() {
                        $($one => Self::$member($member(held)),)*
                        _ => Self::$last($last(held)),
                    }
                }
            }

            impl<'p> From<$union<'p>> for AnyState<'p> {
                fn from(state: $union<'p>) -> Self {
                    match state {
                        $($union::$member(state) => Self::$member(state),)*
                        $union::$last(state) => Self::$last(state),
                    }
                }
            }
        )*
        impl<'p> AnyState<'p> {
            fn of(held: Held<'p>) -> Self {
                match held.state().index() {
                    $($number => Self::$state($state(held)),)*
                    _ => Self::$end($end(held)),
                }
            }

            /// The same case again, to follow another course beside this one.
            pub fn fork(&self) -> Self {
                Self::of(Held::fork(self))
            }

            fn into_held(self) -> Held<'p> {
                match self {
                    $(Self::$state($state(held)) => held,)*
                }
            }
        }

        impl<'p> ::std::ops::Deref for AnyState<'p> {
            type Target = Held<'p>;

            fn deref(&self) -> &Held<'p> {
                match self {
                    $(Self::$state(state) => &state.0,)*
                }
            }
        }
    };
}
