window.gdvideo.record(window.gdvideo.cmi5());
