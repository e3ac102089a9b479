/** The recipes of the page about operations, executed as they stand there. */
package io.kafkaconnect.intercom.recipe;
