//! Civil dates, periods and the rules by which the law counts them.
