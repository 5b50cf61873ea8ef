/**
 * Damaged files through COPY and COPY JOB on a real warehouse. In: good files, each value of which tells its file, row
 * and column, damaged in every way. Always: what is loaded are rows of the good file, no column is ever shifted, and
 * neither memory nor time grows without a limit.
 */
@NullMarked
package io.forebay.torture.damage;

import org.jspecify.annotations.NullMarked;
