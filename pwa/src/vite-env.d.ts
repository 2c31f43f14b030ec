declare const __WAYMARK_VERSION__: string;
