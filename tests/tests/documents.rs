//! The API describes itself, whole and from the binary, and every wrong address is answered as a problem.

use actix_web::http::{Method, header::ACCEPT};
use waymark_tests::{Answer, TestApp};

#[actix_web::test]
async fn the_document_is_openapi_3_1_and_names_every_body_of_an_operation() {
    let app = TestApp::start().await;

    let document = app.get("/api/v1/openapi.json").await.success();

    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{}", document["openapi"]);
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    for body in [
        "GiveFeedback",
        "Amend",
        "Respond",
        "Reflect",
        "StartPlan",
        "ClosePlan",
        "AddProgress",
        "MarkRead",
        "Ask",
        "Decline",
        "PlanMeeting",
        "WriteNote",
        "AskCheckIn",
    ] {
        assert!(schemas.contains_key(body), "{body}");
    }
}

#[actix_web::test]
async fn the_readable_document_needs_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let page = app.get("/api/docs/").await;
    assert_eq!(page.status(), 200);

    let links = page.text().split('"').filter(|part| part.ends_with(".js") || part.ends_with(".css"));
    let mut found = 0;
    for link in links {
        assert!(!link.contains("//"), "{link} is elsewhere");
        let answer = app.get(&format!("/api/docs/{}", link.trim_start_matches("./"))).await;
        assert_eq!(answer.status(), 200, "{link}");
        found += 1;
    }
    assert!(found >= 3, "{}", page.text());
    assert!(app.get("/api/docs/swagger-initializer.js").await.text().contains("/api/v1/openapi.json"));
}

#[actix_web::test]
async fn a_wrong_address_or_method_of_the_api_is_a_problem_and_never_a_page() {
    let app = TestApp::start().await;

    for (method, path, problem) in [
        (Method::GET, "/api/v1/nothing", "404 not_found"),
        (Method::GET, "/api/v2/me", "404 not_found"),
        (Method::GET, "/api", "404 not_found"),
        (Method::GET, "/assets/of-nobody.js", "404 not_found"),
        (Method::POST, "/plans", "405 method_not_allowed"),
        (Method::DELETE, "/api/v1/frameworks", "405 method_not_allowed"),
    ] {
        let request = app.request(method.clone(), path).insert_header((ACCEPT, "text/html"));
        let answer = Answer::read(request.send().await.expect("an answer")).await;
        assert_eq!(answer.problem(), problem, "{method} {path}");
    }
}
