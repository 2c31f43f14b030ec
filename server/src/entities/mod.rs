//! One file per table: columns, column types, scoped finder. No rules.

