//! A client of `graphql-transport-ws`.

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use crate::Fault;

/// A connection that is let in.
#[derive(Debug)]
pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects, and introduces itself.
    pub(crate) async fn open(address: &str, token: &str) -> Result<Self, Fault> {
        let mut request = format!("ws://{address}/graphql").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
        let (socket, _) = tokio_tungstenite::connect_async(request).await?;
        let mut socket = Self(socket);
        socket
            .say(&json!({"type": "connection_init", "payload": {"authorization": format!("Bearer {token}")}}))
            .await?;
        match socket.next().await?["type"].as_str() {
            Some("connection_ack") => Ok(socket),
            other => Err(format!("not let in, but told {other:?}").into()),
        }
    }

    /// Begins an operation.
    pub(crate) async fn subscribe(&mut self, id: &str, query: &str) -> Result<(), Fault> {
        self.say(&json!({"type": "subscribe", "id": id, "payload": {"query": query}})).await
    }

    /// The next message that is no ping; those are answered.
    pub(crate) async fn next(&mut self) -> Result<Value, Fault> {
        loop {
            let message = self.0.next().await.ok_or("the connection ended")??;
            let Message::Text(text) = message else {
                if message.is_close() {
                    return Err("the connection was closed".into());
                }
                continue;
            };
            let message: Value = serde_json::from_str(&text)?;
            if message["type"] == "ping" {
                self.say(&json!({"type": "pong"})).await?;
            } else {
                return Ok(message);
            }
        }
    }

    async fn say(&mut self, message: &Value) -> Result<(), Fault> {
        Ok(self.0.send(Message::text(message.to_string())).await?)
    }
}
