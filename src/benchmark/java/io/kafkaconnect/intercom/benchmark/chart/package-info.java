/** Charts as SVG, for the pages of the documentation. */
package io.kafkaconnect.intercom.benchmark.chart;
