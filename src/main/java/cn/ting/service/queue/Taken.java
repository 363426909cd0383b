package cn.ting.service.queue;

import cn.ting.hall.Ticket;
import cn.ting.slip.SlipPaper;

/**
 * A number this visit holds, and what has become of its paper.
 *
 * @param ticket the number
 * @param paper what became of its slip; nothing to go by at a cabinet that carries no printer
 */
record Taken(Ticket ticket, SlipPaper paper) {}
