package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The JSON that the columns of one row read.
 *
 * @param entity the whole entity
 * @param parent the object whose list contains the element; the entity itself if there is at most one list
 * @param element the object that becomes the row; the entity itself if there is no list
 * @param position the position of the element in its list, from 0
 * @param language the language of the element, where each language has one; else null
 */
record RowContext(JsonNode entity, JsonNode parent, JsonNode element, int position, String language) {}
