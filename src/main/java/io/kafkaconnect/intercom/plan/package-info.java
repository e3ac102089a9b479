/** Plans what the selected tables need: the streams, the further calls for their entities, and the task of each stream. */
package io.kafkaconnect.intercom.plan;
