//! The ceiling: a bare service that stores the same JSON in one table with the same durability and group commit, and
//! serves pulls from it. No people, no rules, no feeds: what this machine can do at most.

use std::{net::TcpListener, path::PathBuf, thread, thread::available_parallelism};

use actix_web::{App, HttpResponse, HttpServer, web};
use sea_orm::sqlx::{
    self, AssertSqlSafe, Connection, Executor, Row, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// How many callers share one commit at most.
const GROUP_MAX: usize = 128;
const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS things (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body TEXT NOT NULL)";
const PAGE: &str = "SELECT body FROM things WHERE seq > $1 ORDER BY seq LIMIT $2";

type Things = Vec<(Uuid, String)>;
type Caller = (Things, oneshot::Sender<bool>);

#[derive(Clone)]
struct Service {
    writer: mpsc::Sender<Caller>,
    reader: SqlitePool,
}

#[derive(Deserialize)]
struct Push<'a> {
    #[serde(borrow)]
    ops: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Thing {
    id: Uuid,
}

#[derive(Deserialize)]
struct Page {
    cursor: i64,
    limit: i64,
}

/// Serves on a free port until the process is killed; prints the address as the product does.
pub async fn serve(file: PathBuf) -> crate::Outcome<()> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    connection.execute(TABLE).await?;
    let (writer, waiting) = mpsc::channel(4_096);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || runtime.block_on(write(connection, waiting)));
    let reader = SqlitePoolOptions::new().max_connections(8).test_before_acquire(false).connect_with(options).await?;

    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("The ceiling is at http://{}", listener.local_addr()?);
    let service = Service { writer, reader };
    HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(service.clone()))
            .app_data(web::PayloadConfig::new(1 << 20))
            .route("/api/v1/sync/push", web::post().to(push))
            .route("/api/v1/sync/pull", web::get().to(pull))
    })
    .workers(available_parallelism().map_or(2, usize::from))
    .listen(listener)?
    .run()
    .await?;
    Ok(())
}

async fn push(service: web::Data<Service>, body: web::Bytes) -> HttpResponse {
    let Ok(push) = serde_json::from_slice::<Push<'_>>(&body) else { return HttpResponse::BadRequest().finish() };
    let things =
        push.ops.iter().map(|op| Some((serde_json::from_str::<Thing>(op.get()).ok()?.id, op.get().to_owned())));
    let Some(things) = things.collect::<Option<Things>>() else { return HttpResponse::BadRequest().finish() };
    let count = things.len();
    let (reply, answer) = oneshot::channel();
    if service.writer.send((things, reply)).await.is_err() || !answer.await.unwrap_or(false) {
        return HttpResponse::ServiceUnavailable().finish();
    }
    let results = vec![r#"{"outcome":"applied"}"#; count].join(",");
    HttpResponse::Ok().content_type("application/json").body(format!(r#"{{"results":[{results}]}}"#))
}

async fn pull(service: web::Data<Service>, page: web::Query<Page>) -> HttpResponse {
    let rows = sqlx::query(PAGE).bind(page.cursor).bind(page.limit).fetch_all(&service.reader).await;
    let Ok(rows) = rows else { return HttpResponse::ServiceUnavailable().finish() };
    let mut answer = String::with_capacity(rows.len() * 1_100 + 32);
    answer.push_str(r#"{"changes":["#);
    for (place, row) in rows.iter().enumerate() {
        answer.push_str(if place == 0 { "" } else { "," });
        answer.push_str(row.get::<&str, _>(0));
    }
    answer.push_str("]}");
    HttpResponse::Ok().content_type("application/json").body(answer)
}

async fn write(mut connection: SqliteConnection, mut waiting: mpsc::Receiver<Caller>) {
    let mut group = Vec::with_capacity(GROUP_MAX);
    while waiting.recv_many(&mut group, GROUP_MAX).await > 0 {
        let well = commit(&mut connection, &group).await.is_ok();
        for (_, reply) in group.drain(..) {
            // The caller may be gone.
            let _ = reply.send(well);
        }
    }
}

/// Stores everything of the group in few statements and one commit.
async fn commit(connection: &mut SqliteConnection, group: &[Caller]) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let things: Vec<&(Uuid, String)> = group.iter().flat_map(|(things, _)| things).collect();
    let mut rest = things.as_slice();
    while !rest.is_empty() {
        // Few sizes, so that each statement is prepared once.
        let (chunk, later) = rest.split_at(1 << rest.len().ilog2().min(7));
        let places = vec!["(?,?)"; chunk.len()].join(",");
        let sql = format!("INSERT INTO things (id, body) VALUES {places}");
        let mut insert = sqlx::query(AssertSqlSafe(sql));
        for (id, body) in chunk {
            insert = insert.bind(*id).bind(body.as_str());
        }
        insert.execute(&mut *transaction).await?;
        rest = later;
    }
    transaction.commit().await
}
