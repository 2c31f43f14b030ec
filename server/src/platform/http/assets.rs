//! The web app, embedded into the program when it is built.
//!
//! - A path of the app itself (`/plans`, `/entry/…`) is answered with `index.html`, the one for raters without an
//!   account (`/rate`) with `rater.html`, which is none of the app's; a missing file is never.
//! - Files under `assets/` carry a hash in their name and may be kept for ever; everything else is asked for again.
//! - Hashed files are also stored in a table, so that a page opened under another version finds its parts, also
//!   while a new version is being rolled out. Those that no version needed for 30 days are removed.

use std::borrow::Cow;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web,
};
use jiff::SignedDuration;
use rust_embed::{EmbeddedFile, RustEmbed};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use crate::{
    base::{
        clock::Timestamp,
        error::{Error, Result},
    },
    entities::web_asset,
    platform::{app::App, db::Db},
};

/// What to say where the web app was not built.
pub const MISSING: &str = "The web app is not part of this program: run `npm --prefix pwa ci && npm --prefix pwa run \
     build` and build the program again, or use `make demo`.";

/// Where hashed files lie.
const HASHED: &str = "assets/";
/// How long a hashed file is kept after the last version that needed it.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How old the mark "still needed" may become before it is renewed.
const RENEWED: SignedDuration = SignedDuration::from_hours(24);

#[derive(RustEmbed)]
#[folder = "../pwa/dist"]
#[allow_missing = true]
struct Dist;

/// Whether the web app was built into this program.
pub fn is_built() -> bool {
    Dist::get("index.html").is_some()
}

/// Answers a request for a file or a page of the web app.
///
/// # Errors
/// 404 for a file nobody has; 503 with a sentence where the web app was not built.
pub async fn answer(app: &App, request: &HttpRequest) -> Result<HttpResponse> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Error::Http { status: 405, code: "method_not_allowed" });
    }
    let path = request.path().trim_start_matches('/');
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    if let Some(file) = Dist::get(path).filter(|_| !hidden) {
        return Ok(embedded(request, path, file));
    }
    if path.starts_with(HASHED) {
        return stored(app, path).await;
    }
    let page = page_of(path);
    match Dist::get(page) {
        Some(found) if is_navigation(request) => Ok(embedded(request, page, found)),
        None if is_navigation(request) => {
            Ok(HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(MISSING))
        }
        _ => Err(Error::NotFound),
    }
}

/// The file of a page: the app's, or that of raters.
fn page_of(path: &str) -> &'static str {
    match path.trim_end_matches('/') {
        "rate" => "rater.html",
        _ => "index.html",
    }
}

/// A person going to a page, as opposed to a page asking for a part of itself.
fn is_navigation(request: &HttpRequest) -> bool {
    let wants_a_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let is_a_file = request.path().rsplit('/').next().is_some_and(|last| last.contains('.'));
    wants_a_page && !is_a_file
}

fn embedded(request: &HttpRequest, path: &str, file: EmbeddedFile) -> HttpResponse {
    let hash: String = file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak, for the same file goes out compressed and plain.
    let etag = format!("W/\"{hash}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unchanged = known.split(',').any(|one| one.trim() == etag);
    let mut answer = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, etag)).insert_header((header::CACHE_CONTROL, keep(path)));
    match unchanged {
        true => answer.finish(),
        false => answer.content_type(content_type(path)).body(bytes(file)),
    }
}

fn bytes(file: EmbeddedFile) -> web::Bytes {
    match file.data {
        Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
        Cow::Owned(bytes) => bytes.into(),
    }
}

fn keep(path: &str) -> HeaderValue {
    HeaderValue::from_static(match path.starts_with(HASHED) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    })
}

fn content_type(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    match (kind.type_(), kind.subtype().as_str()) {
        (mime_guess::mime::TEXT, _) => format!("{}; charset=utf-8", kind.essence_str()),
        _ => kind.essence_str().to_owned(),
    }
}

/// A hashed file of another version.
async fn stored(app: &App, path: &str) -> Result<HttpResponse> {
    let row = web_asset::Entity::find_by_id(path.to_owned()).one(app.db.reader()).await?;
    let row = row.ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(row.content_type)
        .insert_header((header::CACHE_CONTROL, keep(path)))
        .body(row.bytes))
}

/// Stores this version's hashed files where absent, marks them as needed, and removes what no version needed for
/// 30 days. Run at start and daily.
///
/// # Errors
/// A fault of the database.
pub async fn tend(db: &Db, now: Timestamp) -> Result<()> {
    let fresh: Vec<String> = web_asset::Entity::find()
        .filter(web_asset::Column::NeededAt.gte(now.plus(-RENEWED)))
        .select_only()
        .column(web_asset::Column::Path)
        .into_tuple()
        .all(db.reader())
        .await?;
    let due: Vec<String> = Dist::iter()
        .map(|path| path.into_owned())
        .filter(|path| path.starts_with(HASHED) && !fresh.contains(path))
        .collect();
    db.write(None, async move |tx| {
        for path in &due {
            let Some(file) = Dist::get(path) else { continue };
            let row = web_asset::ActiveModel {
                path: Set(path.clone()),
                content_type: Set(content_type(path)),
                bytes: Set(file.data.into_owned()),
                needed_at: Set(tx.now()),
            };
            let again =
                OnConflict::column(web_asset::Column::Path).update_column(web_asset::Column::NeededAt).to_owned();
            web_asset::Entity::insert(row).on_conflict(again).exec_without_returning(tx.connection()).await?;
        }
        web_asset::Entity::delete_many()
            .filter(web_asset::Column::NeededAt.lt(tx.now().plus(-KEPT)))
            .exec(tx.connection())
            .await?;
        Ok(())
    })
    .await
}
