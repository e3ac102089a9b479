/**
 * Compares the documentation with the code: its lists and tables are generated from the code.
 */
package io.kafkaconnect.intercom.docs;
