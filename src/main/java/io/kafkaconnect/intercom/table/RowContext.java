package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the columns of one row can see.
 *
 * @param entity the whole entity
 * @param parent what the list belongs to that holds the element; the entity itself where there is no list, or only one
 * @param element what the row is about; the entity itself where there is no list
 * @param position of the element in its list, from 0
 */
record RowContext(JsonNode entity, JsonNode parent, JsonNode element, int position) {}
