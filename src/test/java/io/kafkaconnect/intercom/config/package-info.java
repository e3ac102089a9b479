/** The files of {@code config/} and {@code docker/}: each is checked, and a new one that nobody checks fails the tests. */
package io.kafkaconnect.intercom.config;
