package cn.ting.screen;

/** What the kiosk says to the page on its own account. */
sealed interface Push {

    /** The name of the server-sent event. */
    String event();

    /** Its data. */
    String data();

    /** Show another page. */
    record Go(String data) implements Push {
        @Override
        public String event() {
            return "go";
        }
    }

    /** Replace one element by this one, which has the same {@code id}. */
    record Swap(String data) implements Push {
        @Override
        public String event() {
            return "swap";
        }
    }

    /** Another page holds the screen: show nothing more. */
    record Gone() implements Push {
        @Override
        public String event() {
            return "gone";
        }

        @Override
        public String data() {
            return "";
        }
    }

    /** Load the idle page anew and forget everything the browser still holds of the visit. */
    record Reset() implements Push {
        @Override
        public String event() {
            return "reset";
        }

        @Override
        public String data() {
            return "";
        }
    }
}
