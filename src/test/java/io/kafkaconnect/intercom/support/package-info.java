/**
 * What tests of many packages use: a clock moved by hand, log lines, golden files, certificates.
 */
package io.kafkaconnect.intercom.support;
