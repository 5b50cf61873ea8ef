/**
 * Moves a copy job and its history from one warehouse to another, for {@code forebay migrate-ledger}: no file is loaded
 * again, none is missed. In: two warehouses, a job's name. Out: the job at work in the second.
 *
 * <p>Five transactions, each with a row of {@code job_move} under the move's number:
 *
 * <ol>
 *   <li>HELD, where it leaves: its lease is taken with a new fence and it is switched off. No transaction that another
 *       server has begun for it commits there any more, as each checks the lease.
 *   <li>COPIED, where it comes to: all that the ledger there held in one snapshot after HELD, with numbers of this ledger.
 *       The job is marked as dropped, so that nobody can run it.
 *   <li>LEFT, where it leaves: it is dropped, and only while its lease is as HELD has left it and nobody has altered it, so
 *       that nothing was committed for it since the snapshot. Otherwise the copy is worth nothing: it is taken away, now or
 *       by the next run, and the job is as it was before HELD, or as somebody has altered it.
 *   <li>RENUMBERED, where it comes to: rows of users' tables that came there before tell of its loads by the new numbers.
 *   <li>ARRIVED, where it comes to: it is as it was before HELD.
 * </ol>
 *
 * <p>What always holds: somebody can load for it in the first warehouse until LEFT and in the second from ARRIVED on, so
 * never in both. A file that comes between HELD and ARRIVED is in no ledger, and the first listing in the second warehouse
 * finds it. A run that ends anywhere is gone on with by the next one, which looks what is durable: without COPIED it holds
 * the job anew, with COPIED and the lease unchanged it goes on with LEFT, with LEFT it goes on with what comes next. The
 * unique index of {@code job_move} and the lease's fence, which every step but COPIED raises, keep two runs at once, or the
 * late commit of a killed one, from doing a step twice. A commit without a reply is asked after in {@code job_move}.
 *
 * <p>Numbers: what was newest must stay newest, and no two may become one. So all numbers of a job grow by the same, and what
 * they become is a range of the second ledger's that is taken for it. Changes that the steps themselves make get their
 * numbers within their transactions (see {@code Ids.within}), so that a change of somebody else's either comes before and is
 * seen, or does not commit; only COPIED, which may take long, takes its number before, since nobody can alter a job that is
 * not there yet.
 *
 * <p>Has nothing in common with {@code COPY JOB EXPORT} and {@code IMPORT} but what they read: those merge the files that a
 * job is done with into a job that is there, and leave numbers, loads and errors where they are.
 */
@NullMarked
package io.forebay.engine.migrate;

import org.jspecify.annotations.NullMarked;
