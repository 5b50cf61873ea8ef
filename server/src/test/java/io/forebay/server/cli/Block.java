package io.forebay.server.cli;

import java.util.ArrayList;
import java.util.List;

/** A fenced block of a page. @param info what stands behind the fence, such as {@code sql} */
record Block(String info, String text) {
    private static final String FENCE = "```";

    static List<Block> of(String page) {
        List<Block> blocks = new ArrayList<>();
        String info = "";
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (String line : page.lines().toList()) {
            if (line.startsWith(FENCE)) {
                if (inside) {
                    blocks.add(new Block(info, text.toString()));
                }
                inside = !inside;
                info = line.substring(FENCE.length()).strip();
                text.setLength(0);
            } else if (inside) {
                text.append(line).append('\n');
            }
        }
        return blocks;
    }
}
