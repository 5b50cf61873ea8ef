package io.forebay.engine.procedure;

import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestWarehouse.OnPostgresql.class)
final class ProcedureOnPostgresqlTest extends ProcedureTest {}
