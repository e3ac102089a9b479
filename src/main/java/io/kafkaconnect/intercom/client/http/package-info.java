/**
 * Sends one request over HTTP and returns one response: connection, proxy, TLS and host names. Only this package uses the HTTP library.
 */
package io.kafkaconnect.intercom.client.http;
