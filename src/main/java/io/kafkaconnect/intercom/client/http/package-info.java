/**
 * Sends one request over HTTP and brings one response: connection, proxy, TLS and host names. The only package that names the HTTP library.
 */
package io.kafkaconnect.intercom.client.http;
