package io.forebay.format.delimited;

import io.forebay.format.kit.block.Block;
import io.forebay.format.kit.block.Cutter;
import io.forebay.format.kit.block.RecordEnd;
import io.forebay.spi.format.RecordPart;

/** Cuts at the ends of lines, as the load's {@link Splitter} sees them. */
final class DelimitedCutter implements Cutter {
    private final LoadRules rules;
    private final Fields scratch;

    DelimitedCutter(LoadRules rules) {
        this.rules = rules;
        this.scratch = new Fields(rules.columns.length);
    }

    @Override
    public int lastEnd(byte[] bytes, int from, int to) {
        return rules.splitter.lastEnd(bytes, from, to, scratch);
    }

    @Override
    public RecordEnd recordEnd() {
        return rules.splitter.recordEnd();
    }

    @Override
    public boolean endsTellLines() {
        return false;
    }

    @Override
    public RecordPart part(Block block) {
        return new DelimitedPart(rules, block);
    }
}
