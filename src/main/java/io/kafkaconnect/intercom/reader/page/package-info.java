/**
 * One page of a list that carries update times: the request for it, whether its answers agree, and the entities it shows.
 */
package io.kafkaconnect.intercom.reader.page;
