# The section Company.

company-title = Company
company-description = Who your company is, as customers know it.
company-taxId-form = For example { $example }; dots and dashes are optional.
photo-alt = Profile photo of { $name }
photo-drop = Drop the profile photo here
photo-hint = Drop a photo here, or choose a PNG, JPEG or WebP file of at most 5 MB.
photo-choose = Choose photo
photo-replace = Replace photo
photo-remove = Remove photo
photo-remove-title = Remove the profile photo?
photo-remove-description = The portal and the agents no longer see it. The history keeps it.
photo-unreadable = This file is not a PNG, JPEG or WebP picture that can be read.
photo-overtaken = Somebody changed the account meanwhile. Look at the current photo and try again.
crop-title = Crop the photo
crop-hint = Drag the picture, or use the arrow keys, to choose the square.
crop-frame = Square of the photo
crop-preview = As it will be seen
crop-zoom = Zoom
crop-progress = Upload of the photo
crop-save = Save photo
crop-overtaken = Somebody changed the account meanwhile (revision { $revision }). Save again to use this photo.
crop-unwritable = The browser could not write the picture. Try a smaller one.
