//! Pictures: how a procedure or a case looks, as SVG that needs no network, font or program of its own.
//!
//! Nothing is decided here. The same value gives the same bytes. Shape and text carry the meaning, colour repeats it:
//! what is drawn reads in light, in dark, in print, and to the colour-blind.
//!
//! [`svg`] writes elements, [`measure`] knows how wide a text is, [`geometry`] has points and boxes, [`theme`] the
//! style sheet and [`marks`] the signs that pictures share. [`layered`] places the parts of a chart, and [`statechart`]
//! draws a procedure with it; [`timeline`] draws the course of a case, [`plot`] numbers,
//! and [`study`] what a simulation counted.

pub mod geometry;
pub mod layered;
pub mod marks;
pub mod measure;
pub mod plot;
pub mod statechart;
pub mod study;
pub mod svg;
pub mod theme;
pub mod timeline;
