/**
 * External functions: the rows of a statement go to an endpoint in batches, in the form that Lambda functions get them
 * from Redshift, and its results come back. SOURCE of the form: Amazon Redshift Database Developer Guide, "Scalar Lambda
 * UDFs". What an endpoint sends is not trusted: its size, its shape and its types are checked.
 */
@NullMarked
package io.forebay.engine.external;

import org.jspecify.annotations.NullMarked;
