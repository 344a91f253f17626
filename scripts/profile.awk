# Adds up what callgrind_annotate counts, by the library that a function belongs to.
function place(name) {
    if (name ~ /hyper|httparse|h2::/) return "HTTP (hyper)"
    if (name ~ /http::header|http::uri|http::request|http::response|http::method|mime::/) return "header fields (http, mime)"
    if (name ~ /axum|tower/) return "routing (axum, tower)"
    if (name ~ /tokio|mio::|parking_lot|futures/) return "runtime (tokio, futures)"
    if (name ~ /tracing|opentelemetry|telemetry/) return "log and traces (tracing)"
    if (name ~ /metrics|quanta/) return "metrics"
    if (name ~ /moka|crossbeam|ahash/) return "caches (moka)"
    if (name ~ /governor|dashmap/) return "rates (governor)"
    if (name ~ /sha2|sha256|aws_lc|jsonwebtoken/) return "tokens (sha2, aws-lc)"
    if (name ~ /async_graphql|indexmap/) return "GraphQL (async-graphql)"
    if (name ~ /serde/) return "JSON (serde)"
    if (name ~ /sqlite3|sqlx|sea_orm|sea_query|Vdbe|Btree|pager/) return "database (SQLite, sqlx, SeaORM)"
    if (name ~ /schema::/) return "Cuenta: schema"
    if (name ~ /domain::|entity::/) return "Cuenta: domain"
    if (name ~ /api::/) return "Cuenta: api"
    if (name ~ /mi_|malloc|free|calloc|realloc|alloc::/) return "memory (allocator, alloc)"
    if (name ~ /mem(move|cpy|cmp|set)|str(len|cmp)/) return "memory (copies, comparisons)"
    if (name ~ /core::fmt|core::str|core::num/) return "formatting (core)"
    if (name ~ /core::|std::|hashbrown|__/) return "standard library"
    return "other"
}
/^ *[0-9][0-9,]* +\(/ {
    count = $1
    gsub(",", "", count)
    name = $0
    sub(/^ *[0-9,]+ +\([^)]*\) +/, "", name)
    if (name ~ /^PROGRAM TOTALS/) next
    sub(/^[^:]*:/, "", name)
    sum[place(name)] += count
}
END {
    for (where in sum) {
        printf "%d\t| %d | %.1f %% | %s |\n", sum[where], sum[where] / requests, 100 * sum[where] / total, where | "sort -rn | cut -f 2"
    }
}
