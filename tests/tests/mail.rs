//! Mail over a real mail server: what arrives, and how it is ended.

use serde_json::json;
use waymark_tests::{
    TestApp,
    mail_server::{MailServer, Received},
};

/// A header's value, folded lines put together.
fn header(mail: &Received, name: &str) -> Option<String> {
    let (head, _) = mail.text.split_once("\r\n\r\n").expect("a head and a body");
    let head = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
}

#[actix_web::test]
async fn feedback_is_mailed_without_names_and_text_and_one_click_ends_it() {
    let server = MailServer::start();
    let app = TestApp::start_mailing_over(&server).await;
    let clinic = app.program().learners(["ana"]).faculty(["cole"]).create().await;
    clinic.member("cole").gives_feedback_to("ana").await;
    app.work().await;

    let [mail] = &server.mails()[..] else { panic!("one mail") };
    assert_eq!(mail.to, ["ana@clinic.test"]);
    assert_eq!(header(mail, "Subject").as_deref(), Some("You have new feedback"));
    assert!(header(mail, "Content-Type").expect("a type").starts_with("multipart/alternative"));
    for part in ["text/plain", "text/html", "/entry/"] {
        assert!(mail.text.contains(part), "{part} in {}", mail.text);
    }
    let said = mail.text.replace("ana@clinic.test", "");
    for secret in ["Ana", "Cole", "Tester", "worried", "ward", "Internal Medicine"] {
        assert!(!said.contains(secret), "{secret}");
    }
    assert_eq!(header(mail, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let link = header(mail, "List-Unsubscribe").expect("a link");
    let link = link.trim_matches(['<', '>']).strip_prefix(app.address()).expect("our own address").to_owned();

    let forged = link.replace("feedback_new", "request_new");
    assert_eq!(app.post(&forged, json!({})).await.problem(), "404 not_found");
    assert_eq!(app.post("/api/v1/unsubscribe?token=x", json!({})).await.problem(), "404 not_found");
    assert_eq!(app.post("/api/v1/unsubscribe", json!({})).await.problem(), "400 bad_query");
    assert_eq!(app.get(&link).await.problem(), "405 method_not_allowed", "whoever only looks ends nothing");
    assert_eq!(app.post_bytes(&link, "List-Unsubscribe=One-Click").await.status(), 204);
    assert_eq!(app.post_bytes(&link, "List-Unsubscribe=One-Click").await.status(), 204);

    clinic.member("cole").gives_feedback_to("ana").await;
    app.work().await;
    assert_eq!(server.mails().len(), 1);
    let pulled = clinic.member("ana").pull().await;
    let chosen = pulled.iter().find(|change| change["kind"] == "preferences").expect("on her devices");
    assert_eq!(chosen["data"]["kinds"]["feedback_new"], json!({ "push": true, "mail": false }));
    assert_eq!(chosen["data"]["kinds"]["request_new"], json!({ "push": true, "mail": true }));
}

#[actix_web::test]
async fn a_sign_in_code_is_mailed_plainly_and_cannot_be_ended() {
    let server = MailServer::start();
    let app = TestApp::start_mailing_over(&server).await;
    let clinic = app.program().learners(["ana"]).create().await;
    let keys = clinic.app.app.keys.clone();
    let ask = async move |tx: &mut waymark::platform::db::Tx<'_>| {
        waymark::features::sessions::commands::issue_mailed_code(tx, &keys, "ana@clinic.test").await
    };
    app.app.db.write(None, ask).await.expect("asked");

    app.work().await;

    let [mail] = &server.mails()[..] else { panic!("one mail") };
    assert_eq!(header(mail, "Subject").as_deref(), Some("Your Waymark sign-in code"));
    assert_eq!(header(mail, "List-Unsubscribe"), None);
}
