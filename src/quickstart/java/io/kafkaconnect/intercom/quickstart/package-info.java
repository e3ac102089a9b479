/**
 * One command that shows the connector at work: a broker, a worker with the packed archive and a schema registry on loopback, and a
 * live table of what arrives. Reads the sandbox, or a real workspace when a token is given.
 */
package io.kafkaconnect.intercom.quickstart;
