//! A client of `graphql-transport-ws`.

use std::net::{Ipv4Addr, SocketAddr};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest as _},
};

use crate::Fault;

/// A connection that is let in.
#[derive(Debug)]
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Connects, and introduces itself.
    ///
    /// # Errors
    /// It is not let in.
    pub async fn open(address: &str, token: &str) -> Result<Self, Fault> {
        Self::open_from(Ipv4Addr::LOCALHOST, address, token).await
    }

    /// The same, from an address of this machine's: those below 127 are all its own.
    ///
    /// # Errors
    /// It is not let in.
    pub async fn open_from(source: Ipv4Addr, address: &str, token: &str) -> Result<Self, Fault> {
        let mut request = format!("ws://{address}/graphql").into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse()?);
        let connection = TcpSocket::new_v4()?;
        connection.bind(SocketAddr::from((source, 0)))?;
        let connection = connection.connect(address.parse()?).await?;
        connection.set_nodelay(true)?;
        let (socket, _) = tokio_tungstenite::client_async(request, connection).await?;
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
    ///
    /// # Errors
    /// The connection has ended.
    pub async fn subscribe(&mut self, id: &str, query: &str) -> Result<(), Fault> {
        self.say(&json!({"type": "subscribe", "id": id, "payload": {"query": query}})).await
    }

    /// The next message that is no ping; those are answered.
    ///
    /// # Errors
    /// The connection has ended.
    pub async fn next(&mut self) -> Result<Value, Fault> {
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
