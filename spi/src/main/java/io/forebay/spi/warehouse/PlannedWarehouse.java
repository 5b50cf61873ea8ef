package io.forebay.spi.warehouse;

/** A warehouse that tells what would be sent and sends nothing. */
public interface PlannedWarehouse extends Warehouse {
    /** Answers from now on as if it had this table. */
    void assume(Table table);
}
