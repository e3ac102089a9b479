/**
 * Holds the documentation to the code: lists and tables of it are made from the code.
 */
package io.kafkaconnect.intercom.docs;
