/**
 * The way to Redshift by the Redshift Data API, for clusters without a network path: calls over HTTPS, sessions that the API
 * keeps, results in pages. In: text that is ready to be sent, and its values. SOURCE: Amazon Redshift Data API Reference;
 * Amazon Redshift Management Guide, "Using the Amazon Redshift Data API".
 */
@NullMarked
package io.forebay.warehouse.redshift.dataapi;

import org.jspecify.annotations.NullMarked;
