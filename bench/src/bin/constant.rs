//! A ceiling: axum that answers the same bytes to whatever is asked. `constant ADDRESS FILE`.

use std::error::Error;

use axum::{
    Router,
    body::Bytes,
    http::header::{CONTENT_TYPE, HeaderValue},
    response::IntoResponse,
    routing::post,
};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("constant ADDRESS FILE".into());
    };
    let answer = Bytes::from(std::fs::read(file)?);
    let media_type = HeaderValue::from_static("application/graphql-response+json; charset=utf-8");
    let answered = move || {
        let answer = ([(CONTENT_TYPE, media_type.clone())], answer.clone()).into_response();
        std::future::ready(answer)
    };
    let app = Router::new().route("/graphql", post(answered));
    Ok(axum::serve(TcpListener::bind(address).await?, app).await?)
}
