/** What every warehouse must do. In: a warehouse that the subclass opens, empty. Out: tests. */
@NullMarked
package io.forebay.contract.warehouse;

import org.jspecify.annotations.NullMarked;
