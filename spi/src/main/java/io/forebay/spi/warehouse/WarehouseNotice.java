package io.forebay.spi.warehouse;

/**
 * What a warehouse says beside a statement's result, and is no error.
 *
 * @param severity as PostgreSQL names them: DEBUG, LOG, INFO, NOTICE or WARNING
 * @param sqlState five characters; {@code 00000} where there is nothing to say by them
 */
public record WarehouseNotice(String severity, String sqlState, String message) {}
