/**
 * Shared by the tests of many packages: a manual clock, log lines, golden files, certificates.
 */
package io.kafkaconnect.intercom.support;
