/**
 * What S3 tells of new objects, through queues of Amazon SQS. In: messages in the forms of S3's notifications, SNS and
 * EventBridge. Out: arrivals of objects that HEAD describes, to each watch whose prefix they are under; a message is
 * deleted when all of them are settled, and comes again when that does not happen. An event is a hint: nothing that it
 * says but bucket and key is believed.
 */
@NullMarked
package io.forebay.store.s3.events;

import org.jspecify.annotations.NullMarked;
