//! What a database looks like: tables, columns, keys, references and indexes, told alike for both databases.

use std::collections::{BTreeMap, BTreeSet};

use dialoga::platform::db::Conn;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};

/// The tables of the desk; the list of migrations that ran is not one of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// By table and name.
    pub columns: BTreeMap<(String, String), Column>,
    pub references: BTreeSet<Reference>,
    pub indexes: BTreeSet<Index>,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    /// The type's word, as this database has it.
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = Bool)]
    pub nullable: bool,
    /// Part of the primary key.
    #[diesel(sql_type = Bool)]
    pub in_key: bool,
    /// The default, as this database writes it.
    #[diesel(sql_type = Nullable<Text>)]
    pub preset: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Reference {
    #[diesel(sql_type = Text)]
    pub table_name: String,
    #[diesel(sql_type = Text)]
    pub column_name: String,
    #[diesel(sql_type = Text)]
    pub other: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, QueryableByName)]
pub struct Index {
    #[diesel(sql_type = Text)]
    table_name: String,
    /// Empty for a `UNIQUE` within the table, which each database names in its own way.
    #[diesel(sql_type = Text)]
    index_name: String,
    /// In their order, separated by commas.
    #[diesel(sql_type = Text)]
    columns: String,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
    /// Only of the rows that a condition names.
    #[diesel(sql_type = Bool)]
    is_partial: bool,
}

impl Shape {
    pub fn of(conn: &mut Conn) -> Self {
        let [columns, references, indexes] = match conn {
            Conn::Sqlite(_) => [SQLITE_COLUMNS, SQLITE_REFERENCES, SQLITE_INDEXES],
            Conn::Postgres(_) => [POSTGRES_COLUMNS, POSTGRES_REFERENCES, POSTGRES_INDEXES],
        };
        let columns: Vec<Column> = sql_query(columns).load(conn).unwrap();
        let name = |column: &Column| (column.table_name.clone(), column.column_name.clone());
        Self {
            columns: columns.into_iter().map(|column| (name(&column), column)).collect(),
            references: sql_query(references).load::<Reference>(conn).unwrap().into_iter().collect(),
            indexes: sql_query(indexes).load::<Index>(conn).unwrap().into_iter().collect(),
        }
    }

    pub fn tables(&self) -> BTreeSet<&str> {
        self.columns.keys().map(|(table, _)| table.as_str()).collect()
    }

    pub fn columns_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = (&'a str, &'a Column)> {
        let of_table = self.columns.iter().filter(move |((of, _), _)| of == table);
        of_table.map(|((_, name), column)| (name.as_str(), column))
    }

    fn references_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a Reference> {
        self.references.iter().filter(move |reference| reference.table_name == table)
    }
}

/// How many rows each table has.
pub fn counts(conn: &mut Conn) -> BTreeMap<String, i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let shape = Shape::of(conn);
    let count = |table: &str| {
        let sql = format!("SELECT count(*) AS count FROM {table}");
        (table.to_owned(), sql_query(sql).get_result::<Count>(&mut *conn).unwrap().count)
    };
    shape.tables().into_iter().map(count).collect()
}

/// Puts a row into every table that has none, whatever its columns are.
pub fn fill(conn: &mut Conn) {
    let shape = Shape::of(conn);
    for _ in 0..shape.tables().len() {
        let counts = counts(conn);
        let ready =
            |table: &str| shape.references_of(table).all(|to| to.other == table || counts[&to.other] > 0);
        let Some(table) = shape.tables().into_iter().find(|table| counts[*table] == 0 && ready(table)) else {
            break;
        };
        let (names, values): (Vec<_>, Vec<_>) = shape
            .columns_of(table)
            .map(|(name, column)| {
                let to = shape.references_of(table).find(|reference| reference.column_name == name);
                let value = match (to, column.kind.as_str()) {
                    (Some(to), _) if to.other == table => "NULL".to_owned(),
                    (Some(to), _) => format!("(SELECT max(id) FROM {})", to.other),
                    (None, "text") => "'filled'".to_owned(),
                    (None, "boolean") => "TRUE".to_owned(),
                    (None, kind) if kind.starts_with("timestamp") => "'2026-11-24 09:30:00'".to_owned(),
                    (None, _) => "7".to_owned(),
                };
                (name, value)
            })
            .unzip();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
        sql_query(&sql).execute(conn).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    let empty: Vec<_> = counts(conn).into_iter().filter(|(_, count)| *count == 0).collect();
    assert!(empty.is_empty(), "these tables could not be filled: {empty:?}");
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS kind, \
    c.\"notnull\" = 0 AS nullable, c.pk > 0 AS in_key, c.dflt_value AS preset \
    FROM sqlite_master m, pragma_table_info(m.name) c \
    WHERE m.type = 'table' AND m.name NOT GLOB 'sqlite_*' AND m.name NOT GLOB '__diesel*'";

const SQLITE_REFERENCES: &str = "SELECT m.name AS table_name, f.\"from\" AS column_name, f.\"table\" AS other \
    FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

const SQLITE_INDEXES: &str = "SELECT m.name AS table_name, \
    CASE l.origin WHEN 'c' THEN l.name ELSE '' END AS index_name, \
    (SELECT group_concat(i.name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno) i) AS columns, \
    l.\"unique\" AS is_unique, l.partial AS is_partial \
    FROM sqlite_master m, pragma_index_list(m.name) l \
    WHERE m.type = 'table' AND m.name NOT GLOB '__diesel*' AND l.origin <> 'pk'";

const POSTGRES_COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text, c.data_type::text AS kind, \
    c.is_nullable = 'YES' AS nullable, c.column_default::text AS preset, \
    EXISTS (SELECT FROM information_schema.table_constraints t \
            JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name) \
            WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema \
            AND k.table_name = c.table_name AND k.column_name = c.column_name) AS in_key \
    FROM information_schema.columns c \
    WHERE c.table_schema = 'public' AND NOT starts_with(c.table_name, '__diesel')";

const POSTGRES_REFERENCES: &str = "SELECT f.conrelid::regclass::text AS table_name, a.attname::text AS column_name, \
    f.confrelid::regclass::text AS other \
    FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1] \
    WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace";

const POSTGRES_INDEXES: &str = "SELECT x.indrelid::regclass::text AS table_name, \
    CASE WHEN c.oid IS NULL THEN x.indexrelid::regclass::text ELSE '' END AS index_name, \
    (SELECT string_agg(a.attname, ',' ORDER BY k.place) \
     FROM unnest(x.indkey) WITH ORDINALITY k(attnum, place) \
     JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum) AS columns, \
    x.indisunique AS is_unique, x.indpred IS NOT NULL AS is_partial \
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid \
    LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype = 'u' \
    WHERE t.relnamespace = 'public'::regnamespace AND NOT x.indisprimary AND NOT starts_with(t.relname, '__diesel')";
