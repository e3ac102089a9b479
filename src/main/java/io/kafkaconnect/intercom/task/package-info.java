/**
 * The started task: builds its parts from settings and stored offsets, and polls them.
 */
package io.kafkaconnect.intercom.task;
